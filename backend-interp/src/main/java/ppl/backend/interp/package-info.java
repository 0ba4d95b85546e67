/**
 * The reference backend: what every primitive means, on whole tensors, one method each, nothing fused and nothing clever. Other
 * backends are compared with it bit by bit. In: a program. Out: an executable that walks it node by node. Speed does not belong
 * here. Entry: InterpBackend; the meaning of a primitive: Primitives.
 */
package ppl.backend.interp;
