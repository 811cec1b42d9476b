"""Tables, sheets and forms → dated record events: when, who, on what."""
