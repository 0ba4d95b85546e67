package ppl.api.report;

import java.util.List;
import ppl.api.diagnostics.ChainStatistics;
import ppl.api.diagnostics.Ess;
import ppl.api.inference.Element;

/** The table of statistics; it can be sorted where scripts run and is complete where they do not. */
final class HtmlTable {
    private static final int MOST_ROWS = 1000;

    /** Sorts by the raw value that each cell carries. */
    static final String SCRIPT = """
            document.querySelectorAll('table.sortable').forEach(function(t){\
            t.querySelectorAll('thead th').forEach(function(h,c){\
            var b=document.createElement('button');b.type='button';b.textContent=h.textContent;b.title='sort';\
            h.textContent='';h.appendChild(b);var up=false;b.addEventListener('click',function(){\
            up=!up;var body=t.tBodies[0];Array.from(body.rows).sort(function(x,y){\
            var p=x.cells[c].dataset.v||x.cells[c].textContent,q=y.cells[c].dataset.v||y.cells[c].textContent;\
            var d=c?(isNaN(p)-isNaN(q))||p-q:p.localeCompare(q,undefined,{numeric:true});return up?d:-d})\
            .forEach(function(r){body.appendChild(r)});\
            t.querySelectorAll('th').forEach(function(o){o.removeAttribute('aria-sort')});\
            h.setAttribute('aria-sort',up?'ascending':'descending')})})});""";

    private HtmlTable() {}

    static void write(StringBuilder out, List<Element> elements) {
        out.append(
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Summary\"><table class=\"sortable\"><thead><tr><th scope=\"col\">variable</th>");
        for (String head : List.of("mean", "sd", "3%", "97%", "MCSE", "ESS bulk", "ESS tail", "R̂")) {
            out.append("<th scope=\"col\">").append(head).append("</th>");
        }
        out.append("</tr></thead><tbody>");
        for (Element element : elements.subList(0, Math.min(elements.size(), MOST_ROWS))) {
            ChainStatistics s = element.statistics();
            int decimals = decimals(s.sd());
            out.append("<tr><td class=\"mono\">")
                    .append(Text.escaped(element.label()))
                    .append("</td>");
            cell(out, s.mean(), decimals, false);
            cell(out, s.sd(), decimals, false);
            cell(out, s.hdi().low(), decimals, false);
            cell(out, s.hdi().high(), decimals, false);
            cell(out, s.mcseMean(), decimals + 1, false);
            double enough = Ess.ENOUGH_PER_CHAIN * element.chains();
            cell(out, s.essBulk(), 0, s.essBulk() < enough);
            cell(out, s.essTail(), 0, s.essTail() < enough);
            cell(out, s.rHat(), 3, element.disagrees());
            out.append("</tr>");
        }
        out.append("</tbody></table></div>");
        if (elements.size() > MOST_ROWS) {
            out.append("<p class=\"sub\">The first ")
                    .append(MOST_ROWS)
                    .append(" of ")
                    .append(elements.size())
                    .append(" rows; the summary as CSV has all.</p>");
        }
    }

    private static int decimals(double sd) {
        return sd > 0 && sd < 0.1 ? (int) Math.min(8, 1 - Math.floor(Math.log10(sd))) : 2;
    }

    private static void cell(StringBuilder out, double value, int decimals, boolean bad) {
        String shown = Math.abs(value) >= 1e7 ? Text.figure(value) : Text.fixed(value, decimals);
        out.append(bad ? "<td class=\"warn\"" : "<td")
                .append(" data-v=\"")
                .append(value)
                .append("\">")
                .append(shown)
                .append("</td>");
    }
}
