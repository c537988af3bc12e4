//! The body: segments, joints, muscles, drag of the medium. Rapier lives here.
