package runtime

import (
	"maps"
	"slices"
	"strings"

	"huiyin/engine"
	"huiyin/engine/form"
)

// sealHistory returns the entries with the values of personal fields sealed, and the questions that were asked, which
// quote them: a look-up by telephone number names the number. Traces of rules tell such values no more.
func (c Codec) sealHistory(entries []engine.Entry, personal []string) []engine.Entry {
	out := slices.Clone(entries)
	for i := range out {
		out[i].Answers = slices.Clone(out[i].Answers)
		for j, asked := range out[i].Answers {
			if !isSealed(asked) {
				out[i].Answers[j], _ = c.Keys.SealValue(asked).(string)
			}
		}
		out[i].Trace = hushed(out[i].Trace, personal)
		if !slices.ContainsFunc(out[i].Changes, func(ch engine.Change) bool { return slices.Contains(personal, ch.Field) }) {
			continue
		}
		out[i].Changes = slices.Clone(out[i].Changes)
		for j, ch := range out[i].Changes {
			if slices.Contains(personal, ch.Field) {
				out[i].Changes[j].Old, out[i].Changes[j].New = c.Keys.SealValue(ch.Old), c.Keys.SealValue(ch.New)
			}
		}
	}
	return out
}

// openHistory is the reverse of sealHistory, whichever fields of the form were personal when an entry was written.
func (c Codec) openHistory(entries []engine.Entry, f *form.Form) []engine.Entry {
	out := slices.Clone(entries)
	open := func(v any) any {
		if opened, err := c.Keys.OpenValue(v); err == nil {
			return opened
		}
		return v
	}
	for i := range out {
		out[i].Answers = slices.Clone(out[i].Answers)
		for j, asked := range out[i].Answers {
			out[i].Answers[j], _ = open(asked).(string)
		}
		if !slices.ContainsFunc(out[i].Changes, func(ch engine.Change) bool { return isSealed(ch.Old) || isSealed(ch.New) }) {
			continue
		}
		out[i].Changes = slices.Clone(out[i].Changes)
		for j, ch := range out[i].Changes {
			if declares(f, ch.Field) {
				out[i].Changes[j].Old, out[i].Changes[j].New = open(ch.Old), open(ch.New)
			}
		}
	}
	return out
}

// astray reports whether an entry as it is stored keeps a value of one of the form's fields otherwise than the form says
// now: in clear though it is personal, or sealed though it is not.
func (c Codec) astray(e engine.Entry, f *form.Form, personal []string) bool {
	// What somebody typed may only look sealed.
	isSealed := func(v any) bool {
		_, err := c.Keys.OpenValue(v)
		return isSealed(v) && err == nil
	}
	return tells(e.Trace, personal) || slices.ContainsFunc(e.Changes, func(ch engine.Change) bool {
		if slices.Contains(personal, ch.Field) {
			return ch.Old != nil && !isSealed(ch.Old) || ch.New != nil && !isSealed(ch.New)
		}
		return (isSealed(ch.Old) || isSealed(ch.New)) && declares(f, ch.Field)
	})
}

// declares reports whether a form has a field, deleted ones too.
func declares(f *form.Form, key string) bool {
	return slices.ContainsFunc(f.Spec().Fields, func(c form.Field) bool { return c.Key == key })
}

// isSealed reports whether a value looks like one that Seal made.
func isSealed(v any) bool {
	text, ok := v.(string)
	return ok && strings.HasPrefix(text, sealed)
}

// leaves are the tested conditions in a rule's trace as it was stored.
func leaves(trace any) []any {
	whole, _ := trace.(map[string]any)
	list, _ := whole["leaves"].([]any)
	return list
}

// quotes reports whether a tested condition tells the value of one of the fields.
func quotes(leaf any, fields []string) bool {
	one, _ := leaf.(map[string]any)
	name, _ := one["field"].(string)
	head, _, _ := strings.Cut(strings.TrimPrefix(name, "old."), ".")
	return one["now"] != nil && slices.Contains(fields, head)
}

func tells(trace any, fields []string) bool {
	return slices.ContainsFunc(leaves(trace), func(leaf any) bool { return quotes(leaf, fields) })
}

// hushed is a stored trace without the values that some fields had.
func hushed(trace any, fields []string) any {
	if !tells(trace, fields) {
		return trace
	}
	whole, _ := trace.(map[string]any)
	out := maps.Clone(whole)
	list := slices.Clone(leaves(trace))
	for i, leaf := range list {
		if quotes(leaf, fields) {
			one, _ := leaf.(map[string]any)
			silent := maps.Clone(one)
			delete(silent, "now")
			list[i] = silent
		}
	}
	out["leaves"] = list
	return out
}
