"""What Word's files have in common for all who read them: their names and their XML."""
