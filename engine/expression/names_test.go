package expression_test

import (
	"slices"
	"testing"

	"huiyin/engine/expression"
)

func TestNames(t *testing.T) {
	for source, want := range map[string][]string{
		`title == "x" and customer.level in ["vip"]`:       {"customer.level", "title"},
		`sum(items, .qty * #.price) + old.amount`:          {"items", "items.price", "items.qty", "old.amount"},
		`let x = amount; x > 1 and record.status == "new"`: {"amount", "record.status"},
		`len(title) > gone + nowhere.at.all`:               {"gone", "nowhere.at.all", "title"},
		`title ==`:                                         nil,
	} {
		if got, _ := expression.Names(source); !slices.Equal(got, want) {
			t.Errorf("%s reads %v", source, got)
		}
	}
	_, compared := expression.Names(`kind == "a" or kind in ["b", "c"] or old.kind != "d"`)
	var values []any
	for _, c := range compared {
		values = append(values, c.Path, c.Value)
	}
	if !slices.Equal(values, []any{"kind", "a", "kind", "b", "kind", "c", "old.kind", "d"}) {
		t.Errorf("%v", values)
	}
	reads, _ := expression.TemplateNames(`您好 {{customer.name}}：{{ amount | money }} {{ {"a": "}}"}["a"] }} {{broken`)
	if !slices.Equal(reads, []string{"customer.name", "amount"}) {
		t.Errorf("%v", reads)
	}
}
