"""`playbooks serve`: an edition on this machine; open pages follow every save, and show what is wrong."""
