package ppl.api.report;

import java.util.List;
import ppl.api.diagnostics.ChainStatistics;
import ppl.api.diagnostics.Ess;
import ppl.api.inference.Element;
import ppl.api.inference.Summary;

/** The table of statistics. It can be sorted if scripts run, and is complete without them. */
final class HtmlTable {
    private static final int MOST_ROWS = 1000;
    /** From this number on there are too many digits before the point to read. */
    private static final double LARGE = 1e12;

    /** Sorts by the value that each cell carries, which has more digits than it shows. */
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

    static void write(StringBuilder out, Run run) {
        out.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"summary\">")
                .append("<table class=\"sortable\"><thead><tr><th scope=\"col\">variable</th>");
        for (String head : List.of("mean", "sd", "3%", "97%", "MCSE", "ESS bulk", "ESS tail", "R̂")) {
            out.append("<th scope=\"col\">").append(head).append("</th>");
        }
        out.append("</tr></thead><tbody>");
        List<Element> rows = run.shown(MOST_ROWS);
        for (Element element : rows) {
            ChainStatistics s = element.statistics();
            int decimals = decimals(s.sd());
            out.append("<tr><th scope=\"row\" class=\"mono\">")
                    .append(Text.escaped(element.label()))
                    .append("</th>");
            cell(out, s.mean(), decimals, s.heavyTailed());
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
        if (rows.stream().anyMatch(e -> e.statistics().heavyTailed())) {
            out.append("<p class=\"sub\">Means in colour: ")
                    .append(Summary.HEAVY_TAIL)
                    .append(".</p>");
        }
        int all = run.elements().size();
        if (rows.size() < all) {
            out.append("<p class=\"sub\">")
                    .append(rows.size())
                    .append(" of ")
                    .append(all)
                    .append(
                            " rows: short variables, and those most in doubt of long ones; the summary as CSV has all.</p>");
        }
    }

    /** As many decimals as leave about two digits of the standard deviation. */
    private static int decimals(double sd) {
        return sd > 0 ? (int) Math.clamp(1 - Math.floor(Math.log10(sd)), sd < 10 ? 2 : 0, 8) : 2;
    }

    private static void cell(StringBuilder out, double value, int decimals, boolean bad) {
        String shown = Math.abs(value) >= LARGE ? Text.scientific(value, 6) : Text.fixed(value, decimals);
        out.append(bad ? "<td class=\"warn\"" : "<td")
                .append(" data-v=\"")
                .append(value)
                .append("\">")
                .append(shown)
                .append("</td>");
    }
}
