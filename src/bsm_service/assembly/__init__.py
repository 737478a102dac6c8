"""Where the parts are joined: the system, the web application, the command line."""
