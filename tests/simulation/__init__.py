"""Long stories, told quickly: what months of use, bad luck and crashes do to the bot."""
