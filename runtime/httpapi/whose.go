package httpapi

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/problem"
	"huiyin/engine/process"
)

// whyPerson says why a task went to a person: who handed it over, or which way of the people rule found them, and which
// rule that was where another one hands on to it. It is "" for the owner of the record, who needs no reason, and where
// nothing was noted.
func (a *API) whyPerson(c *fiber.Ctx, p place, proc *process.Process, person process.TaskPerson) string {
	say := func(code string, params ...any) string {
		return problem.Sentence(p.lang, code, problem.New(code, "", params...).Params)
	}
	if person.From != "" {
		from := ""
		if who := a.named(c, person.From); who != nil {
			from = who.Name
		}
		return say("task.why.handed", "name", from)
	}
	found := person.Found
	if found == nil || found.By == "owner" || found.By == "who" && found.Of == "owner" {
		return ""
	}
	out := ""
	switch found.By {
	case "role":
		out = say("task.why.role", "role", p.app.TitleOf("role", found.Of, p.lang))
	case "field":
		out = say("task.why.field", "field", p.fieldTitle(found.Of))
	case "lookup":
		out = say("task.why.lookup", "form", p.app.TitleOf("form", found.Of, p.lang))
	case "who":
		out = say("task.why.who", "who", say("action.who."+found.Of))
	case "department_head", "administrators", "teller":
		out = say("task.why." + found.By)
	default:
		out = say("task.why.named")
	}
	if found.Pick != "" {
		out = say("task.why.picked", "why", out, "how", say("task.why."+found.Pick))
	}
	if !found.Last || found.By == "administrators" {
		return out
	}
	if title := proc.Spec().People[found.Rule].Title; !title.Empty() {
		return say("task.why.instead", "rule", title.In(p.lang), "why", out)
	}
	return say("task.why.last", "why", out)
}

// fieldTitle is what the field of the form is called that a path begins with, the path where there is no such field.
func (p place) fieldTitle(path string) string {
	key, _, _ := strings.Cut(path, ".")
	if f, ok := p.form.Field(key); ok {
		return f.Title.In(p.lang)
	}
	return path
}
