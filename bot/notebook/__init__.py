"""What people take with them: quotations that they keep, what a session used, and files made of both.

Knows no door: the terminal and Telegram call the same functions, and the database keeps the values.
"""
