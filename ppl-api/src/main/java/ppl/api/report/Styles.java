package ppl.api.report;

/** Colours and type, for light and dark surroundings and for paper. */
final class Styles {
    /** The palette of Okabe and Ito, told apart with every kind of colour vision; orange-red is kept for what is wrong. */
    private static final String[] CHAINS = {
        "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#8c6d31", "#7b6fd0", "#666f7a"
    };

    private Styles() {}

    private static final String LIGHT =
            "--ink:#17212b;--soft:#55616e;--line:#dfe4e9;--card:#f6f8fa;--page:#ffffff;--bad:#b84300;--good:#00704f;--band:#55616e22";
    private static final String DARK =
            "--ink:#e6ebf0;--soft:#9fabb8;--line:#323b45;--card:#1d242c;--page:#12171c;--bad:#ff8a4c;--good:#3fcf9f;--band:#9fabb822";

    /** What a plot needs. */
    static String plots() {
        StringBuilder css = new StringBuilder();
        css.append(":root{")
                .append(LIGHT)
                .append("}@media(prefers-color-scheme:dark){:root{")
                .append(DARK)
                .append("}}")
                .append("@media print{:root{")
                .append(LIGHT)
                .append("}}")
                .append(".plot{font:10px system-ui,sans-serif;fill:none;max-width:100%;height:auto;overflow:visible}")
                .append(".head{font-weight:600;font-size:12px;fill:var(--ink)}.tick{fill:var(--soft)}")
                .append(".mid{text-anchor:middle}.end{text-anchor:end}.name{font-family:ui-monospace,monospace}")
                .append(".grid{stroke:var(--line)}.base{stroke:var(--soft)}.band{fill:var(--band)}")
                .append(
                        ".ln{stroke-width:12;stroke-linejoin:round}.thin{stroke-width:6;opacity:.75}.step{stroke-width:14}")
                .append(".fill{fill:var(--soft);opacity:.1}.faint{stroke:var(--soft);stroke-width:7;opacity:.35}")
                .append(".strong{stroke:var(--ink);stroke-width:18}.bad{stroke:var(--bad);stroke-width:2}")
                .append(".pt{stroke:#0072b2;stroke-width:2.4;stroke-linecap:round;opacity:.45}")
                .append(".ptbad{stroke:var(--bad);stroke-width:4;stroke-linecap:round}")
                .append(
                        ".wide{stroke:#0072b2;stroke-width:1.6}.half{stroke:#0072b2;stroke-width:4.5;stroke-linecap:round}")
                .append(
                        ".hdi{stroke:var(--ink);stroke-width:3}.ring{fill:var(--page);stroke:var(--ink);stroke-width:1.4}");
        for (int c = 0; c < CHAINS.length; c++) {
            css.append(".c").append(c).append("{stroke:").append(CHAINS[c]).append('}');
        }
        return css.toString();
    }

    /** What the page needs besides. */
    static String page() {
        return plots()
                + "body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif}"
                + "main{max-width:1080px;margin:0 auto;padding:28px 20px 60px}h1{margin:0;font-size:26px}"
                + "h2{font-size:17px;margin:34px 0 10px}.sub{color:var(--soft);margin:2px 0 18px}"
                + ".tiles{display:flex;flex-wrap:wrap;gap:12px;margin:0 0 18px;padding:0;list-style:none}"
                + ".tile{background:var(--card);border:1px solid var(--line);border-radius:9px;padding:10px 16px;min-width:104px}"
                + ".tile b{display:block;font-size:22px;line-height:1.25}.tile span{color:var(--soft);font-size:13px}"
                + ".warn{color:var(--bad)}.fine{color:var(--good)}"
                + ".look{background:var(--card);border-left:4px solid var(--good);border-radius:4px;padding:10px 16px;margin:0 0 20px}"
                + ".look.some{border-color:var(--bad)}.look ul{margin:4px 0 0;padding-left:20px}"
                + "code,.mono{font-family:ui-monospace,monospace;font-size:.93em}"
                + ".scroll{overflow:auto;max-height:560px}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}"
                + "th,td{padding:5px 10px;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}"
                + "th:first-child,td:first-child{text-align:left;white-space:normal;overflow-wrap:anywhere}"
                + "thead th{position:sticky;top:0;background:var(--page)}th button{all:unset;cursor:pointer}"
                + "th button:focus-visible{outline:2px solid #0072b2}td.warn{font-weight:600}"
                + ".pair{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,3fr);gap:12px;border-top:1px solid var(--line);padding:8px 0}"
                + ".wall{display:grid;grid-template-columns:repeat(auto-fill,minmax(300px,1fr));gap:14px}"
                + ".one{max-width:720px}figure{margin:0}svg.plot{width:100%}.foot{color:var(--soft);font-size:13px;margin-top:36px}"
                + "@media(max-width:640px){.pair{grid-template-columns:1fr}}"
                + "@media print{.scroll{max-height:none;overflow:visible}.pair,figure,.tile,.look{break-inside:avoid}main{max-width:none;padding:0}thead th{position:static}}";
    }

    /** The class of a chain's colour. */
    static String chain(int chain) {
        return "c" + chain % CHAINS.length;
    }
}
