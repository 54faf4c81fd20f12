"""The desktop application. Imports `core`; `core` never imports it. torch is imported only inside jobs."""
