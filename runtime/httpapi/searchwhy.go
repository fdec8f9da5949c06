package httpapi

import (
	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/engine/query"
	"huiyin/engine/search"
	"huiyin/runtime"
)

// reader says where in the records of a form stands what was looked for, as one person sees them.
type reader struct {
	place
	api    *API
	ctx    *fiber.Ctx
	asked  runtime.SearchRequest
	query  search.Query
	sight  *runtime.Sight
	level  func(field string) access.Level
	named  []runtime.Exact
	behind map[string]*engine.Record
}

func (a *API) reader(c *fiber.Ctx, p place, q runtime.SearchRequest) reader {
	return reader{place: p, api: a, ctx: c, asked: q, query: q.Query(), sight: a.sight(c, p), level: runtime.Levels(p.app, p.form, p.who),
		named: runtime.Lists{Submitter: a.Submitter}.Named(p.app, p.form, p.who, q.Text)}
}

// where are the fields of a record in which it stands, beside its title and number.
func (in reader) where(r *engine.Record) []SearchFound {
	out := []SearchFound{}
	masked := in.form.Mask(r.Data, in.level)
	for _, f := range in.form.Fields() {
		if len(out) == shownFound {
			break
		}
		if pieces := in.field(f, masked[f.Key], r.Data[f.Key]); len(pieces) > 0 {
			out = append(out, SearchFound{f.Key, f.Title.In(in.lang), pieces})
		}
	}
	return out
}

// field is what a field says of it; nothing when it does not stand there.
func (in reader) field(f *form.CompiledField, shown, value any) []search.Piece {
	if shown == nil || f.Key == in.form.Spec().TitleField || f.Key == in.form.Spec().NumberField {
		return nil
	}
	level := in.level(f.Key)
	text, _ := shown.(string)
	if level > access.Masked {
		text = in.form.Text(f.Key, shown, in.lang, in.sight.Name)
	}
	for _, n := range in.named {
		if n.Field == f.Key && n.Value == value {
			return []search.Piece{{Text: text, Hit: true}}
		}
	}
	if level <= access.Masked {
		return nil
	}
	if pieces, hit := in.query.Pieces(text, shownText); hit {
		return pieces
	}
	for _, id := range query.Elements(value) {
		if id, ok := id.(string); ok && in.behind[f.Key+":"+id] != nil {
			return in.customer(f, in.behind[f.Key+":"+id])
		}
	}
	return nil
}

// customer is what of the customer behind a record says why it was found: the name, with the number or field that has
// what was looked for.
func (in reader) customer(f *form.CompiledField, r *engine.Record) []search.Piece {
	target, ok := in.app.Form(in.form.Relations()[f.Key])
	if !ok {
		return nil
	}
	p := in.place
	p.form = target
	own := in.api.reader(in.ctx, p, in.asked)
	name := r.Title
	if name == "" {
		name = r.No
	}
	if no, hit := in.query.Pieces(r.No, shownText); hit && name != r.No {
		return append([]search.Piece{{Text: name + " "}}, no...)
	}
	if why := own.where(r); len(why) > 0 {
		return append([]search.Piece{{Text: name + " " + why[0].Title + " "}}, why[0].Pieces...)
	}
	return []search.Piece{{Text: name, Hit: true}}
}
