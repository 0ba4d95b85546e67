/**
 * The command line: {@code java -m ppl.api.cli doctor | summary FILE | report FILE | compare FILE…}.
 *
 * <p>In: files of any program that writes inference data. Out: text, or a page. Everything done here can be done by the API; this
 * package only reads arguments and prints.
 *
 * <p>Start at {@link ppl.api.cli.Main}.
 */
package ppl.api.cli;
