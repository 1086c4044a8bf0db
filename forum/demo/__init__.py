"""The demo community: an imaginary maker of chocolate and coffee, and the people at its table.

Fills an empty community through the same operations as everybody else, writes down what it made, and takes all of it
away again on request. Its texts stand in `content/`, its pictures in `pictures/`.
"""
