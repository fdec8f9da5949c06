package httpapi

import (
	"reflect"
	"sort"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/access"
	"huiyin/runtime"
)

// conflict shows the record as it is now and, field by field, where the refused save differs from it.
func (a *API) conflict(c *fiber.Ctx, conflict *runtime.Conflict) (any, []Difference) {
	p, err := a.place(c)
	if err != nil {
		return nil, nil
	}
	current, err := a.recordView(c, p, conflict.Current)
	if err != nil {
		return nil, nil
	}
	level := a.levels(p, conflict.Current)
	patch, _ := c.Locals("patch").(map[string]any)
	diff := []Difference{}
	for key, yours := range patch {
		f, ok := p.form.Field(key)
		theirs := conflict.Current.Data[key]
		if !ok || level(key) <= access.Masked || reflect.DeepEqual(yours, theirs) {
			continue
		}
		diff = append(diff, Difference{Field: key, Title: f.Title.In(p.lang), Yours: yours, Theirs: theirs})
	}
	sort.Slice(diff, func(i, j int) bool { return diff[i].Field < diff[j].Field })
	return current, diff
}
