package presets_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"huiyin/engine"
	"huiyin/engine/calendar"
	"huiyin/engine/definition"
	"huiyin/engine/reference"
)

var thorough = flag.Bool("thorough", false, "take everything out that can be, one by one")

// removable finds everything a designer can take out of a bundle: definitions, and what stands in them.
func removable(t *testing.T, b definition.Bundle) map[reference.Target]definition.Bundle {
	t.Helper()
	out := map[reference.Target]definition.Bundle{}
	for _, d := range b.Definitions {
		if d.Kind == "app" {
			continue
		}
		out[reference.Target{Kind: d.Kind, Key: d.Key}] = b.Without(d.Kind, d.Key)
		for part, array := range map[string]string{reference.Field: "fields", reference.Option: "options", reference.Status: "statuses",
			reference.Node: "nodes", reference.SLA: "slas", reference.Promise: "promises", reference.Press: "moves"} {
			if part == reference.Option && d.Kind != "list" || part == reference.Field && d.Kind != "form" {
				continue
			}
			without(t, d, array, func(key string, spec map[string]any) {
				out[reference.Target{Kind: d.Kind, Key: d.Key, Part: part, Name: key}] = b.With(withSpec(t, d, spec))
			})
		}
		if d.Kind == "process" {
			people, _ := spec(t, d)["people"].(map[string]any)
			for key := range people {
				rest := spec(t, d)
				delete(rest["people"].(map[string]any), key)
				out[reference.Target{Kind: d.Kind, Key: d.Key, Part: reference.People, Name: key}] = b.With(withSpec(t, d, rest))
			}
		}
	}
	return out
}

func spec(t *testing.T, d definition.Definition) map[string]any {
	t.Helper()
	out := map[string]any{}
	if err := json.Unmarshal(d.Spec, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func withSpec(t *testing.T, d definition.Definition, spec map[string]any) definition.Definition {
	t.Helper()
	raw, err := json.Marshal(spec)
	if err != nil {
		t.Fatal(err)
	}
	d.Spec = raw
	return d
}

// without calls use with the spec lacking each element of an array in turn.
func without(t *testing.T, d definition.Definition, array string, use func(key string, spec map[string]any)) {
	t.Helper()
	list, _ := spec(t, d)[array].([]any)
	for i, e := range list {
		rest := spec(t, d)
		rest[array] = slices.Delete(slices.Clone(list), i, i+1)
		use(e.(map[string]any)["key"].(string), rest)
	}
}

// shifted corrects a pointer into an array from which an element was taken.
func shifted(pointer string, d definition.Definition, t reference.Target, whole []any, array string) string {
	prefix := d.Pointer() + "/spec/" + array + "/"
	rest, inside := strings.CutPrefix(pointer, prefix)
	if !inside {
		return pointer
	}
	index, tail, _ := strings.Cut(rest, "/")
	n, _ := strconv.Atoi(index)
	at := slices.IndexFunc(whole, func(e any) bool { return e.(map[string]any)["key"] == t.Name })
	if n >= at {
		n++
	}
	return strings.TrimSuffix(prefix+strconv.Itoa(n)+"/"+tail, "/")
}

var arrays = map[string]string{reference.Field: "fields", reference.Option: "options", reference.Status: "statuses", reference.Node: "nodes",
	reference.SLA: "slas", reference.Promise: "promises", reference.Press: "moves"}

// consequences are problems of the whole that no single place can be blamed for: nothing leads to a step any more, or a
// chain of people rules ends somewhere behind the next one.
var consequences = []string{"process.node_unreachable", "process.node_stuck", "process.status_unused", "process.start_count", "action.people_rule_unknown"}

// stripped is a form without a field and without everything in it that is only a list of fields or one condition.
func stripped(v any, field string) any {
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			if inner == any(field) && key != "key" || key == field {
				delete(v, key)
			} else {
				v[key] = stripped(inner, field)
			}
		}
		return v
	case []any:
		out := []any{}
		for _, inner := range v {
			object, _ := inner.(map[string]any)
			if inner != any(field) && object["field"] != any(field) {
				out = append(out, stripped(inner, field))
			}
		}
		return out
	}
	return v
}

// Whatever is taken out of the presets, each place that breaks because of it was listed as a use of it before. Every
// twenty-fourth thing is taken out, with -thorough all.
func TestUsesAreComplete(t *testing.T) {
	b, problems := definition.Layer(stack(t, "suggestion_sop_full")...)
	report(t, "suggestion_sop_full", problems)
	all := removable(t, b)
	targets := slices.SortedFunc(maps.Keys(all), func(x, y reference.Target) int { return strings.Compare(fmt.Sprint(x), fmt.Sprint(y)) })
	broke := 0
	for i, target := range targets {
		if i%24 != 0 && !*thorough {
			continue
		}
		broke += breaks(t, b, all[target], target, "")
		if target.Part == reference.Field {
			d, _ := all[target].Get("form", target.Key)
			rest := withSpec(t, d, stripped(spec(t, d), target.Name).(map[string]any))
			broke += breaks(t, b, all[target].With(rest), target, d.Pointer())
		}
	}
	t.Logf("%d things, %d problems", len(targets), broke)
	if broke < 50 {
		t.Errorf("only %d problems were looked at", broke)
	}
}

// breaks counts the problems of what is left, but for those inside skip, and fails for each at a place that is no use.
func breaks(t *testing.T, b, rest definition.Bundle, target reference.Target, skip string) int {
	t.Helper()
	places := map[string]bool{}
	for _, r := range reference.Uses(b, target) {
		places["/"+r.Kind+"/"+r.Key+r.Pointer] = true
	}
	d, _ := b.Get(target.Kind, target.Key)
	whole, _ := spec(t, d)[arrays[target.Part]].([]any)
	_, problems := engine.Compile(rest, 1, calendar.DefaultHolidays())
	for _, p := range problems.Blocking() {
		at := shifted(p.Pointer, d, target, whole, arrays[target.Part])
		if (skip == "" || !strings.HasPrefix(at, skip)) && !listed(places, at) && !slices.Contains(consequences, p.Code) {
			t.Errorf("without %+v: %s at %s was not listed", target, p.Code, p.Pointer)
		}
	}
	return len(problems.Blocking())
}

// listed reports whether a place, something inside it or what it stands in directly, is among those known.
func listed(places map[string]bool, at string) bool {
	for place := range places {
		if at == place || strings.HasPrefix(at, place+"/") || strings.HasPrefix(place, at+"/") {
			return true
		}
	}
	return false
}
