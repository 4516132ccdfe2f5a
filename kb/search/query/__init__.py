"""What is asked: a text typed in the box to a question that any engine answers; knows no engine."""
