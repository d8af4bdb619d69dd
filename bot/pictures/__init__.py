"""Quotations and counts as pictures to share. Only what is stored is drawn, and every character of it."""
