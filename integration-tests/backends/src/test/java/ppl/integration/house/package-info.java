/**
 * What keeps the dependency rules of {@code ARCHITECTURE.md} true: which module may know which, and how services are declared.
 *
 * <p>In: the modules of this build, as the running module layer has them. Out: red tests that name the arrow or the class that
 * should not be there. What a module computes is not tested here. Start at {@code ModuleArrowsTest}.
 */
package ppl.integration.house;
