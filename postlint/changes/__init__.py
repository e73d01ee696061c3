"""What a branch or a patch changed, and which findings that caused."""
