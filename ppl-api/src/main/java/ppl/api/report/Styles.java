package ppl.api.report;

/** Colours and type, for light and dark surroundings and for paper. */
final class Styles {
    /** The palette of Okabe and Ito, told apart with every kind of colour vision; orange-red is kept for what is wrong. */
    private static final String[] CHAINS = {
        "var(--c0)", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#8c6d31", "#7b6fd0", "#666f7a"
    };

    /** How many chains have colours of their own. */
    static final int COLOURS = CHAINS.length;
    /** The page's width without its margins: so that it fits a window of 1,280 with a scroll bar. */
    static final int WIDTH = 1200;
    /** The least width of a tile, and the space between two. */
    static final int TILE = 120;

    static final int GAP = 12;

    private Styles() {}

    private static final String LIGHT =
            "--ink:#17212b;--soft:#55616e;--line:#dfe4e9;--card:#f6f8fa;--page:#ffffff;--c0:#0072b2;--bad:#b84300;--good:#00704f;--band:#55616e22";
    private static final String DARK =
            "--ink:#e6ebf0;--soft:#9fabb8;--line:#323b45;--card:#1d242c;--page:#12171c;--c0:#3a94d6;--bad:#ff8a4c;--good:#3fcf9f;--band:#9fabb822";

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
                        ".ln{stroke-width:12;stroke-linejoin:round}.thin{stroke-width:6;opacity:.75}.bar{opacity:.85}.whole{fill:var(--soft);opacity:.3}.level{stroke-width:1.4}.reach{fill:var(--c0);opacity:.3}")
                .append(".fill{fill:var(--soft);opacity:.1}.faint{stroke:var(--soft);stroke-width:7;opacity:.35}")
                .append(".strong{stroke:var(--ink);stroke-width:18}.bad{fill:var(--bad)}")
                .append(".pt{stroke:var(--c0);stroke-width:2.4;stroke-linecap:round;opacity:.45}")
                .append(".ptbad{stroke:var(--bad);stroke-width:4;stroke-linecap:round}")
                .append(
                        ".wide{stroke:var(--c0);stroke-width:1.6}.half{stroke:var(--c0);stroke-width:4.5;stroke-linecap:round}")
                .append(
                        ".hdi{stroke:var(--ink);stroke-width:3}.ring{fill:var(--page);stroke:var(--ink);stroke-width:1.4}");
        for (int c = 0; c < CHAINS.length; c++) {
            css.append(".c").append(c).append("{stroke:").append(CHAINS[c]).append('}');
            css.append(".f").append(c).append("{fill:").append(CHAINS[c]).append('}');
        }
        return css.toString();
    }

    /** What the page needs besides. */
    static String page() {
        StringBuilder css = new StringBuilder(plots());
        for (int c = 0; c < CHAINS.length; c++) {
            css.append(".k").append(c).append("{background:").append(CHAINS[c]).append('}');
        }
        return css
                + "body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif}"
                + "main{max-width:" + WIDTH
                + "px;margin:0 auto;padding:28px 20px 60px}h1{margin:0;font-size:26px;overflow-wrap:anywhere}"
                + "h2{font-size:17px;margin:34px 0 4px}.sub{color:var(--soft);margin:2px 0 14px}"
                + "nav{margin:0 0 20px;font-size:14px}nav a{color:var(--ink);margin-right:14px;text-underline-offset:3px}"
                + ".tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(" + TILE + "px,1fr));gap:" + GAP
                + "px;margin:0 0 18px;padding:0;list-style:none}"
                + ".tile{background:var(--card);border:1px solid var(--line);border-radius:9px;padding:9px 13px}"
                + ".tile b{display:block;font-size:22px;line-height:1.25}"
                + ".tile span{display:block;color:var(--soft);font-size:13px;line-height:1.35;overflow-wrap:anywhere}"
                + ".warn{color:var(--bad)}.fine{color:var(--good)}"
                + ".look{background:var(--card);border-left:4px solid var(--good);border-radius:4px;padding:10px 16px;margin:0 0 18px}"
                + ".look.some{border-color:var(--bad)}.look ul{margin:4px 0 0;padding-left:20px}.look code{overflow-wrap:anywhere}"
                + "code,.mono{font-family:ui-monospace,monospace;font-size:.93em}"
                + ".scroll{overflow:auto;max-height:560px}table{border-collapse:separate;border-spacing:0;width:100%;font-variant-numeric:tabular-nums}"
                + "th,td{padding:5px 10px;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}"
                + "th:first-child{text-align:left;position:sticky;left:0;background:var(--page)}"
                + "tbody th{font-weight:400;white-space:normal;overflow-wrap:anywhere;min-width:110px}"
                + "thead th{position:sticky;top:0;background:var(--page);z-index:1}thead th:first-child{z-index:2}"
                + "th button{all:unset;cursor:pointer}"
                + "th button:focus-visible,nav a:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--c0);outline-offset:2px}"
                + "td.warn{font-weight:600}"
                + ".key{display:inline-block;white-space:nowrap;margin-right:12px}"
                + ".key i{display:inline-block;width:16px;height:4px;border-radius:2px;margin-right:5px;vertical-align:middle}"
                + ".pair{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,3fr);gap:12px;border-top:1px solid var(--line);padding:8px 0}"
                + ".wall{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(340px,100%),1fr));gap:18px}"
                + ".broad{overflow-x:auto}.broad svg.plot{min-width:640px;max-width:none}"
                + "figure{margin:0}svg.plot{width:100%}.foot{color:var(--soft);font-size:13px;margin-top:36px}"
                + "@media(max-width:640px){.pair{grid-template-columns:minmax(0,1fr)}.pair .plot,.wall .plot{font-size:12px}"
                + "th,td{padding:5px 7px}}"
                + "@media print{nav{display:none}.scroll{max-height:none;overflow:visible}.pair,figure,.tile,.look{break-inside:avoid}"
                + "main{max-width:none;padding:0}th,thead th{position:static}}";
    }

    /** The class of a line in a chain's colour. */
    static String chain(int chain) {
        return "c" + colour(chain);
    }

    /** The number of a chain's colour. */
    static int colour(int chain) {
        return chain % COLOURS;
    }
}
