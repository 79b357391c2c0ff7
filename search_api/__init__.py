"""What is the answer to this question? The query language, and one module for each question that can be asked."""
