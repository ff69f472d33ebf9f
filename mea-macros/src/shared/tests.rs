//! Expansions, as snapshots; and messages.
