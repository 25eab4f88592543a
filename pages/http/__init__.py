"""The boundary: plain Starlette in front of Streamlit. Nothing here draws a Streamlit page."""
