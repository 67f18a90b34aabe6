"""The web app served on this machine: who may ask, what may be asked, and how large. The one home of guards."""
