"""How the database came to be, one numbered step after the other. A step that was released never changes."""
