"""The disk: reading content and theme, writing playbooks, staging folders, and the atomic swap of sites."""
