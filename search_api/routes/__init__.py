"""The addresses of the API; each route reads its parameters, asks one service and shapes the answer."""
