/**
 * Results to look at: one self-contained HTML page, and each of its plots alone as SVG.
 *
 * <p>In: {@link ppl.api.inference.InferenceData}, from a run or from a file of any program. Out: text; no network, no fonts, no
 * library. Statistics come from {@link ppl.api.diagnostics}; nothing is computed here but where to draw it.
 *
 * <p>Start at {@link ppl.api.report.Report}.
 */
package ppl.api.report;
