"""Planning that takes longer than a request: begun, followed, stopped, and its result kept until somebody decides."""
