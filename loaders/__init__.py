"""What does this office's file say? Container → record → format → filing, four separate steps."""
