package ppl.api.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An SVG picture of a plot: a title, a frame with grid and ticks, and marks in the coordinates of the data.
 *
 * <p>Colours are classes, so that one style sheet serves light and dark; a picture that stands alone contains it.
 */
final class Canvas {
    private static final int TICKS = 5;
    private static final double TICK_WIDTH = 1.6;

    private final StringBuilder out = new StringBuilder();
    private final double width;
    private final double height;
    private final double left;
    private final double right;
    private final double top = 24;
    private final double bottom = 22;
    private final Axis x;
    private final Axis y;
    /** The offset to add to the numbers along an axis. */
    private final List<String> offsets = new ArrayList<>();

    private Canvas(double width, double height, double left, Axis x, Axis y) {
        this.width = width;
        this.height = height;
        this.left = left;
        this.right = 14;
        this.x = x;
        this.y = y;
    }

    /**
     * An empty plot.
     *
     * @param title the text above it
     * @param description what it shows, for readers who cannot see it
     */
    static Canvas open(String title, String description, double width, double height, double left, Axis x, Axis y) {
        Canvas canvas = new Canvas(width, height, left, x, y);
        canvas.out
                .append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" role=\"img\" viewBox=\"0 0 ")
                .append(Text.at(width))
                .append(' ')
                .append(Text.at(height))
                .append("\" aria-label=\"")
                .append(Text.escaped(title + ". " + description))
                .append("\"><title>")
                .append(Text.escaped(title))
                .append("</title><text class=\"head\" x=\"")
                .append(Text.at(left))
                .append("\" y=\"14\">")
                .append(Text.escaped(Text.shortened(title, (int) ((width - left) / 7.5))))
                .append("</text>");
        return canvas;
    }

    /** Vertical lines at round numbers, with the numbers below. */
    Canvas gridX() {
        int about = (int) Math.clamp((width - left) / 70, 2, TICKS + 1L);
        StringBuilder lines = new StringBuilder();
        StringBuilder labels = new StringBuilder();
        for (double tick : x.ticks(about)) {
            lines.append('M')
                    .append(Text.at(px(tick)))
                    .append(' ')
                    .append(Text.at(top))
                    .append('V')
                    .append(Text.at(height - bottom));
            labels.append("<text class=\"tick mid\" x=\"")
                    .append(Text.at(px(tick)))
                    .append("\" y=\"")
                    .append(Text.at(height - bottom + 14))
                    .append("\">")
                    .append(x.label(tick, about))
                    .append("</text>");
        }
        out.append("<path class=\"grid\" d=\"").append(lines).append("\"/>").append(labels);
        offset("x", x.offset(about));
        return this;
    }

    private void offset(String axis, double offset) {
        if (offset != 0) {
            offsets.add(axis + ": " + Text.fixed(offset, 0) + " + …");
        }
    }

    /** Horizontal lines at round numbers, with the numbers to the left. */
    Canvas gridY() {
        int about = 4;
        StringBuilder lines = new StringBuilder();
        StringBuilder labels = new StringBuilder();
        for (double tick : y.ticks(about)) {
            lines.append('M')
                    .append(Text.at(left))
                    .append(' ')
                    .append(Text.at(py(tick)))
                    .append('H')
                    .append(Text.at(width - right));
            labels.append("<text class=\"tick end\" x=\"")
                    .append(Text.at(left - 4))
                    .append("\" y=\"")
                    .append(Text.at(py(tick) + 3.5))
                    .append("\">")
                    .append(y.label(tick, about))
                    .append("</text>");
        }
        out.append("<path class=\"grid\" d=\"").append(lines).append("\"/>").append(labels);
        offset("y", y.offset(about));
        return this;
    }

    /** The line at the bottom. */
    Canvas baseline() {
        out.append("<path class=\"base\" d=\"M")
                .append(Text.at(left))
                .append(' ')
                .append(Text.at(height - bottom))
                .append('H')
                .append(Text.at(width - right))
                .append("\"/>");
        return this;
    }

    /** A line through points, with a gap at a missing one. */
    Canvas line(String style, double[] xs, double[] ys) {
        return path(style, xs, ys, false);
    }

    /** The area between a line and the bottom. */
    Canvas area(String style, double[] xs, double[] ys) {
        return path(style, xs, ys, true);
    }

    private Canvas path(String style, double[] xs, double[] ys, boolean area) {
        StringBuilder d = new StringBuilder();
        long lastX = 0;
        long lastY = 0;
        boolean open = false;
        boolean drawing = false;
        double floor = height - bottom;
        for (int i = 0; i < xs.length; i++) {
            if (!Double.isFinite(xs[i]) || !Double.isFinite(ys[i])) {
                open = false;
                continue;
            }
            // Relative steps in tenths keep long lines small.
            long nowX = Math.round(px(xs[i]) * 10);
            long nowY = Math.round(py(ys[i]) * 10);
            if (!open) {
                d.append('M')
                        .append(nowX)
                        .append(area ? " " + Math.round(floor * 10) + "L" + nowX + " " : " ")
                        .append(nowY);
                open = true;
                drawing = false;
            } else if (nowX != lastX || nowY != lastY) {
                // The letter of a line with no step after it, as of a point between two gaps, would end the whole path.
                d.append(drawing ? ' ' : 'l').append(nowX - lastX).append(' ').append(nowY - lastY);
                drawing = true;
            }
            lastX = nowX;
            lastY = nowY;
        }
        if (d.isEmpty()) {
            return this;
        }
        if (area) {
            d.append('V').append(Math.round(floor * 10)).append('z');
        }
        out.append("<path class=\"")
                .append(style)
                .append("\" transform=\"scale(.1)\" d=\"")
                .append(d)
                .append("\"/>");
        return this;
    }

    /** Separate points. Points that are closer than a fifth of a pixel are drawn once. */
    Canvas dots(String style, double[] xs, double[] ys) {
        Set<String> places = new LinkedHashSet<>();
        for (int i = 0; i < xs.length; i++) {
            if (Double.isFinite(xs[i]) && Double.isFinite(ys[i])) {
                places.add(Text.at(Math.round(px(xs[i]) * 5) / 5.0) + " " + Text.at(Math.round(py(ys[i]) * 5) / 5.0));
            }
        }
        if (!places.isEmpty()) {
            out.append("<path class=\"")
                    .append(style)
                    .append("\" d=\"M")
                    .append(String.join("h0M", places))
                    .append("h0\"/>");
        }
        return this;
    }

    /** Short marks on the bottom line, one at each value; those that overlap are one wider mark. */
    Canvas ticks(String style, double[] xs) {
        double[] places = Arrays.stream(xs)
                .filter(Double::isFinite)
                .map(this::px)
                .sorted()
                .toArray();
        StringBuilder d = new StringBuilder();
        for (int i = 0; i < places.length; i++) {
            double from = places[i];
            while (i + 1 < places.length && places[i + 1] - places[i] < TICK_WIDTH) {
                i++;
            }
            d.append('M')
                    .append(Text.at(from - TICK_WIDTH / 2))
                    .append(' ')
                    .append(Text.at(height - bottom))
                    .append("v-7h")
                    .append(Text.at(places[i] - from + TICK_WIDTH))
                    .append("v7z");
        }
        if (!d.isEmpty()) {
            out.append("<path class=\"")
                    .append(style)
                    .append("\" d=\"")
                    .append(d)
                    .append("\"/>");
        }
        return this;
    }

    /** Bars beside each other, from a common base to these heights. */
    Canvas bars(String style, double[] edges, double base, double[] heights) {
        StringBuilder d = new StringBuilder("M" + Text.at(px(edges[0])) + " " + Text.at(py(base)));
        for (int b = 0; b < heights.length; b++) {
            d.append('V').append(Text.at(py(heights[b]))).append('H').append(Text.at(px(edges[b + 1])));
        }
        out.append("<path class=\"")
                .append(style)
                .append("\" d=\"")
                .append(d)
                .append('V')
                .append(Text.at(py(base)))
                .append("z\"/>");
        return this;
    }

    /** A horizontal bar from one value to another. */
    Canvas span(String style, double from, double to, double at) {
        if (Double.isFinite(from) && Double.isFinite(to)) {
            out.append(String.format(
                    Locale.ROOT,
                    "<path class=\"%s\" d=\"M%s %sH%s\"/>",
                    style,
                    Text.at(px(from)),
                    Text.at(py(at)),
                    Text.at(px(to))));
        }
        return this;
    }

    /** A horizontal band over the whole width. */
    Canvas band(String style, double from, double to) {
        out.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>",
                style,
                Text.at(left),
                Text.at(py(to)),
                Text.at(width - left - right),
                Text.at(py(from) - py(to))));
        return this;
    }

    /** A small ring. */
    Canvas ring(double at, double height) {
        if (Double.isFinite(at) && Double.isFinite(height)) {
            out.append("<circle class=\"ring\" r=\"3\" cx=\"")
                    .append(Text.at(px(at)))
                    .append("\" cy=\"")
                    .append(Text.at(py(height)))
                    .append("\"/>");
        }
        return this;
    }

    /** A name to the left of the frame. */
    Canvas nameAt(String name, double height) {
        out.append("<text class=\"tick name\" x=\"2\" y=\"")
                .append(Text.at(py(height) + 3.5))
                .append("\">")
                .append(Text.escaped(Text.shortened(name, (int) (left / 6.2))))
                .append("</text>");
        return this;
    }

    /** What a line is, in the upper left corner; the first one has row 0. */
    Canvas legend(String style, String words, int row) {
        double at = top + 9 + 13 * row;
        out.append(String.format(
                Locale.ROOT,
                "<path class=\"%s\" transform=\"scale(.1)\" d=\"M%d %dh140\"/><text class=\"tick\" x=\"%s\" y=\"%s\">%s</text>",
                style,
                Math.round((left + 6) * 10),
                Math.round(at * 10),
                Text.at(left + 24),
                Text.at(at + 3.5),
                Text.escaped(words)));
        return this;
    }

    /** Words in the middle, where there is nothing to draw. */
    Canvas say(String words) {
        out.append("<text class=\"tick mid\" x=\"")
                .append(Text.at((left + width - right) / 2))
                .append("\" y=\"")
                .append(Text.at((top + height - bottom) / 2))
                .append("\">")
                .append(Text.escaped(words))
                .append("</text>");
        return this;
    }

    String close() {
        if (!offsets.isEmpty()) {
            out.append("<text class=\"tick end\" x=\"")
                    .append(Text.at(width - right))
                    .append("\" y=\"14\">")
                    .append(String.join(", ", offsets))
                    .append("</text>");
        }
        return out.append("</svg>").toString();
    }

    private double px(double value) {
        return left + x.share(value) * (width - left - right);
    }

    private double py(double value) {
        return height - bottom - y.share(value) * (height - top - bottom);
    }
}
