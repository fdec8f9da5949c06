package httpapi

import (
	"bytes"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/engine/problem"
)

// Who fills a public form may have had it open since before a release. What they send is taken as long as it fits the
// form as it is now; where it does not, faults of fields that their page does not have would help nobody.

// releaseOf is the release of the form that a token was given with, 0 when the token does not tell.
func releaseOf(token string) int {
	parts := strings.Split(token, ".")
	if len(parts) != 4 {
		return 0
	}
	stamp := strings.Split(parts[2], "-")
	if len(stamp) != 3 {
		return 0
	}
	n, err := strconv.ParseInt(stamp[2], 36, 32)
	if err != nil {
		return 0
	}
	return int(n)
}

// outgrown is the error of a refused submission: problem public.form_changed, with what changed, when the form has become
// another one since the page asked for it, else what was refused.
func (a *API) outgrown(c *fiber.Ctx, p place, token string, refused error) error {
	var faults problem.List
	since := releaseOf(token)
	if !errors.As(refused, &faults) || since == 0 || since >= p.app.Release {
		return refused
	}
	was, err := a.Apps.Bundle(c.UserContext(), p.app.Key, since)
	if err != nil {
		return err
	}
	is, err := a.Apps.Bundle(c.UserContext(), p.app.Key, p.app.Release)
	if err != nil {
		return err
	}
	if same(was, is, p.form.Key()) {
		return refused
	}
	return problem.List{problem.New("public.form_changed", "", "changes", p.difference(was, is))}
}

// same reports whether a form, and every list that it may offer, is as it was.
func same(was, is definition.Bundle, form string) bool {
	before, _ := was.Get("form", form)
	now, _ := is.Get("form", form)
	equal := func(a, b definition.Definition) bool { return a.Key == b.Key && bytes.Equal(a.Spec, b.Spec) }
	return equal(before, now) && slices.EqualFunc(was.Of("list"), is.Of("list"), equal)
}

// difference says which fields strangers are asked for now and were not then, and the other way round.
func (p place) difference(was, is definition.Bundle) string {
	before, now := publicFields(was, p.form.Key(), p.lang), publicFields(is, p.form.Key(), p.lang)
	var said []string
	add := func(zh, en string, here, there []named) {
		var titles []string
		for _, f := range here {
			if !slices.ContainsFunc(there, func(o named) bool { return o.key == f.key }) {
				titles = append(titles, f.title)
			}
		}
		if len(titles) > 0 {
			said = append(said, words(p.lang, zh, en)+strings.Join(titles, words(p.lang, "、", ", ")))
		}
	}
	add("新增 ", "new: ", now, before)
	add("去掉 ", "gone: ", before, now)
	if said == nil {
		return words(p.lang, "填写要求有改动", "what is asked for is different")
	}
	return strings.Join(said, words(p.lang, "，", "; "))
}

// named is a field by its key and title.
type named struct{ key, title string }

// publicFields lists the fields on the public page of a form.
func publicFields(b definition.Bundle, key, lang string) (out []named) {
	d, _ := b.Get("form", key)
	spec, faults := definition.DecodeSpec[form.Spec](d)
	if faults.Err() != nil || spec.Public == nil {
		return nil
	}
	var walk func(items []form.Item)
	walk = func(items []form.Item) {
		for _, item := range items {
			at := slices.IndexFunc(spec.Fields, func(f form.Field) bool { return f.Key == item.Field && !f.Deleted })
			if at >= 0 {
				out = append(out, named{item.Field, spec.Fields[at].Title.In(lang)})
			}
			walk(item.Children)
		}
	}
	walk(spec.Public.Layout)
	return out
}
