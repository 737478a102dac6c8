"""A follow-up activity: agreed at a meeting, carried out by one delegation.

proposed ──> agreed ──> accepted ──> in progress ──> reported complete ──> confirmed
               │ ^          │             ^                  │                 │
      declined <┘ └ handed  │             └──── returned ────┘                 │
      by its owner    over  └──> blocked ──> (back to where it was)            │
withdrawn, superseded, split, merged: from any state but confirmed             │
reopened <─────────────────────────────────────────────────────────────────────┘
"""
