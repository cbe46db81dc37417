"""Planning that takes longer than a request: begun, followed, stopped, its result kept."""
