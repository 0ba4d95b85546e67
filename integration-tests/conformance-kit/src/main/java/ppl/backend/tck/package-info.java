/**
 * The conformance kit for backends: numbered rules, as JUnit tests.
 *
 * <p>In: a backend, anyone's. Out: a test for each case of each rule, and a closing report that says which rules are
 * kept, which are broken, and which were not run, with the reason. What tests a backend's own insides does not belong
 * here. Entry: {@link ppl.backend.tck.BackendConformance}.
 *
 * <h2>Using it in your own build</h2>
 *
 * <p>Add the artifact of the version of the SPI that you build against, and a JUnit engine, in test scope:
 *
 * {@snippet lang = "xml" :
 * <dependency>
 *   <groupId>dev.ppl</groupId>
 *   <artifactId>ppl-backend-tck</artifactId>
 *   <version>${ppl.version}</version>
 *   <scope>test</scope>
 * </dependency>
 * <dependency>            <!-- the reference, for the rules of area O -->
 *   <groupId>dev.ppl</groupId>
 *   <artifactId>backend-interp</artifactId>
 *   <version>${ppl.version}</version>
 *   <scope>test</scope>
 * </dependency>
 * }
 *
 * and one class:
 *
 * {@snippet :
 * class MyBackendConformanceTest extends BackendConformance {
 *     @Override
 *     protected Backend backend() {
 *         return new MyBackend();
 *     }
 * }
 * }
 *
 * <p>Works on the class path and, with {@code requires ppl.backend.tck}, on the module path. Without a test engine,
 * {@link ppl.backend.tck.Conformance#check} runs the same rules and returns the report.
 *
 * <h2>Reading the results</h2>
 *
 * <p>An id is the letter of an area, a chapter and a number: {@code R1.02}. Ids are never used again for another rule,
 * so they may be cited. A failure names the rule, the case, what was expected and what came (floats in hexadecimal,
 * since most rules are about bits), and what is usually wrong. Most rules are strict: the bits are fixed, computed in
 * exact arithmetic by the scripts beside the tables, not taken from another backend. Only elementary functions,
 * densities and the mode FAST have tolerances.
 *
 * <p>A test that is aborted was not run, and says why: no device, no reference, a mode that is not offered, a promise
 * that is not made. The last test of the class fails if a rule left no verdict at all.
 */
package ppl.backend.tck;
