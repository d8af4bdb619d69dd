"""People: the terminal, Telegram and scripts ask, and get quotations."""
