"""Quizzes made from the text: what is asked, what may be chosen, and what explains it."""
