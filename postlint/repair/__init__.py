"""Changes to a post's text: fixes and comments that silence, each held against what readers would see."""
