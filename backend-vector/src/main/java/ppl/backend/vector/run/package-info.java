/**
 * What runs: the workspace of a caller, the home of generated classes, and the code that is plain Java because it is
 * not loops of independent elements.
 *
 * <p>What is done for several element types is written for float64, in classes whose names end with {@code F64}; the build
 * writes the others of these ({@code .build/Twins.java}, called by the module's {@code pom.xml}).
 *
 * <p>In: arrays. Out: arrays. How code is generated does not belong here. Entry: {@link ppl.backend.vector.run.Code}.
 */
package ppl.backend.vector.run;
