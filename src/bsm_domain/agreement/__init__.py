"""Decisions: texts on which the network agrees by consensus, and what becomes of them.

tabled ──> draft ──> in procedure ──> adopted ──> superseded (and restored)
             ^            │             └──> contested ──> upheld or annulled
             └── broken, ended, text changed
withdrawn, not agreed: from draft, and from a procedure that is not a running silence
"""
