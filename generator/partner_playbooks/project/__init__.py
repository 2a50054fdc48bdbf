"""The folder on disk: content, theme and history read in one call; content, playbooks and schemas written back."""
