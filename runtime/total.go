package runtime

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"huiyin/engine"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/runtime/store"
)

// total works out count, sum, min, max or avg of a field over all living records that match. Records whose field is
// empty count for nothing but count.
func (a *Answerer) total(ctx context.Context, app *engine.App, f *form.Form, n effect.Need) (effect.Answer, error) {
	measure, of, _ := strings.Cut(n.Text, ":")
	t, apart := tally{}, groups{}
	err := a.Store.Scan(ctx, RecordsOf(app.Key, n.Form), a.where(f, n.Where), func(d store.Document) error {
		r, err := a.Codec.Decode(d.Body, f)
		switch {
		case err != nil:
		case n.Per != "":
			apart.add(form.GroupOf(r.Data[n.Per]), r.Data[of])
		default:
			t.add(r.Data[of])
		}
		return err
	})
	if err != nil {
		return effect.Answer{}, err
	}
	if n.Per != "" {
		return effect.Answer{Groups: apart.most, Rest: apart.rest}, nil
	}
	total, known := t.result(measure)
	if !known {
		return effect.Answer{}, fmt.Errorf("unknown measure %q", measure)
	}
	return effect.Answer{Total: total}, nil
}

// groups gathers the greatest value of every group; what belongs to none is summed.
type groups struct {
	most map[string]float64
	rest float64
}

func (g *groups) add(key string, v any) {
	x, _ := v.(float64)
	if key == "" {
		g.rest += x
		return
	}
	if g.most == nil {
		g.most = map[string]float64{}
	}
	if have, known := g.most[key]; !known || x > have {
		g.most[key] = x
	}
}

// tally gathers values. Numbers are summed with the error each addition makes (Neumaier), so that the order in which
// records come does not show in the result.
type tally struct {
	rows, filled   float64
	sum, lost      float64
	smallest, most any
}

func (t *tally) add(v any) {
	t.rows++
	if v == nil {
		return
	}
	if x, ok := v.(float64); ok {
		next := t.sum + x
		if abs(t.sum) >= abs(x) {
			t.lost += (t.sum - next) + x
		} else {
			t.lost += (x - next) + t.sum
		}
		t.sum = next
	}
	t.filled++
	if t.smallest == nil || before(v, t.smallest) {
		t.smallest = v
	}
	if t.most == nil || before(t.most, v) {
		t.most = v
	}
}

func abs(x float64) float64 { return max(x, -x) }

// before orders two numbers or two texts; texts of dates sort as days do.
func before(a, b any) bool {
	switch x := a.(type) {
	case float64:
		y, ok := b.(float64)
		return ok && cmp.Less(x, y)
	case string:
		y, ok := b.(string)
		return ok && x < y
	}
	return false
}

func (t *tally) result(measure string) (any, bool) {
	switch measure {
	case "count":
		return t.rows, true
	case "sum":
		return t.sum + t.lost, true
	case "min":
		return t.smallest, true
	case "max":
		return t.most, true
	case "avg":
		if t.filled == 0 {
			return nil, true
		}
		return (t.sum + t.lost) / t.filled, true
	}
	return nil, false
}
