"""Publishing: what the brand writes now and everybody reads later, its calendar, series, and who has to agree.

Owns publications and approvals. Promises that a publication appears at its time and once, whatever is killed meanwhile,
and that nothing exceptional appears without the word of everybody who was named. Stands on discussions and below.
"""
