/**
 * What of this machine's vector registers can be used, and what is written for them.
 *
 * <p>In: nothing, or arrays and what to do with them. Out: whether there are lanes and how wide, or why not. {@link
 * ppl.backend.vector.simd.Simd} links nothing of the Vector API, so that it answers where that module is absent; all other
 * classes here may be touched only if it says that there are lanes. Entry: {@link ppl.backend.vector.simd.Simd}.
 */
package ppl.backend.vector.simd;
