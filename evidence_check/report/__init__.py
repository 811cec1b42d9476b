"""Turns an assessment into what people and programs read: HTML, JSON and a few lines on the terminal; no judgements."""
