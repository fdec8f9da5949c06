package httpapi

import (
	"github.com/gofiber/fiber/v2"

	"huiyin/engine/problem"
	"huiyin/engine/report"
	"huiyin/engine/report/chart"
)

// postWidget answers a widget that stands on no published board yet, as the board would for the caller: whoever designs
// it sees real figures, of the records and fields that they may see and of the app as it is published. A widget that cannot
// be drawn is answered with its faults.
func (k asking) postWidget(c *fiber.Ctx) error {
	p, err := k.member(c)
	if err != nil {
		return err
	}
	var in struct {
		Widget report.Widget `json:"widget"`
		Period string        `json:"period"`
	}
	if err := read(c, &in); err != nil {
		return err
	}
	chosen := narrowing{Period: in.Period}
	if err := chosen.check(report.Board{}).Err(); err != nil {
		return err
	}
	if faults := drawable(in.Widget); faults.Err() != nil {
		return c.JSON(WidgetView{Faults: faults.In(p.lang)})
	}
	out, err := k.widget(c, p, report.Board{}, in.Widget, chosen)
	if err != nil {
		return err
	}
	return c.JSON(out)
}

// drawable checks what the drawing of a chart takes for granted, since publishing has refused everything else.
func drawable(w report.Widget) problem.List {
	q, faults := report.Decode(w.Question)
	if faults.Err() != nil {
		return faults.Under("/question")
	}
	return chart.Check(w.Chart, w.Settings, len(q.By), len(q.Measures))
}
