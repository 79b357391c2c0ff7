"""The files of the United States Patent and Trademark Office."""
