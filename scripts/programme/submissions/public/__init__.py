"""What may go public: counts of a type of its own, small numbers hidden, and the guard that lets no answer by."""
