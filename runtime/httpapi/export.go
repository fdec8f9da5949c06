package httpapi

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/sheet"
)

// Bounds of an export: how many records are read at a time, and how long it may take.
const (
	exportPage = 500
	exportFor  = 30 * time.Minute
)

// export is a list on its way into a file.
type export struct {
	lists   runtime.Lists
	lister  lister
	columns []Column
	format  sheet.Format
	query   runtime.ListRequest
	title   string
}

// getExport answers with all records of a list as a file, as the reader sees them: their rows, their columns, masked
// where they see a mask. It is streamed; when it cannot be finished the connection breaks, so that half a list never
// looks like a whole one.
func (a *API) getExport(c *fiber.Ctx) error {
	e, total, err := a.export(c)
	if err != nil {
		return err
	}
	fields := make([]string, len(e.columns))
	for i, col := range e.columns {
		fields[i] = col.Field
	}
	// Noted before anything leaves: an export that nobody could note does not happen.
	if err := a.Audit.Write(c.UserContext(), runtime.AuditEntry{Type: "exported", By: e.lister.place.who.ID, App: e.lister.place.app.Key, Form: e.lister.place.form.Key(),
		Field: strings.Join(fields, ", "), Text: fmt.Sprintf("%s, %d", e.format.Key, total), Address: a.address(c)}); err != nil {
		return err
	}
	name := e.title + a.Now().In(e.lister.place.app.Zone()).Format("-20060102-1504") + "." + e.format.Key
	c.Set(fiber.HeaderContentType, e.format.Type)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="export.`+e.format.Key+`"; filename*=UTF-8''`+url.PathEscape(name))
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Total-Count", strconv.FormatInt(total, 10))
	out, in := io.Pipe()
	// The request's own context ends with its handler; the file takes longer.
	ctx, cancel := context.WithTimeout(context.Background(), exportFor)
	e.lister.sight.Ctx = ctx
	a.behind.Go(func() {
		defer cancel()
		err := e.write(ctx, in)
		if err != nil {
			slog.WarnContext(ctx, "export not finished", "form", e.lister.place.form.Key(), "err", err)
		}
		_ = in.CloseWithError(err)
	})
	return c.SendStream(out)
}

// export reads what is asked for, and counts it.
func (a *API) export(c *fiber.Ctx) (e export, total int64, err error) {
	p, err := a.place(c)
	if err != nil {
		return e, 0, err
	}
	for _, action := range []string{"read", "export"} {
		if !p.may(action, nil) {
			return e, 0, denied(action, p.form.Key())
		}
	}
	e = export{lists: runtime.Lists{Submitter: a.Submitter}, title: p.form.Title().In(p.lang)}
	var known bool
	var problems problem.List
	if e.format, known = sheet.Find(c.Query("format", "csv")); !known {
		problems.Add("export.format_unknown", "/format", "format", c.Query("format"))
	}
	var found problem.List
	e.columns, found = a.exported(p, c.Query("columns"))
	if problems = append(problems, found...); problems.Err() != nil {
		return e, 0, problems
	}
	if e.query, err = a.listRequest(c, p); err != nil {
		return e, 0, err
	}
	if err := a.mayLookUp(c, p, e.lists.Lookups(p.app, p.form, p.who, e.query.Narrowing)); err != nil {
		return e, 0, err
	}
	e.query.For, e.query.After, e.query.Limit, e.query.Count = "export", "", 1, true
	_, _, total, err = e.lists.Page(c.UserContext(), p.app, p.form, p.who, e.query)
	if err != nil {
		return e, 0, err
	}
	if e.format.MaxRows > 0 && total > int64(e.format.MaxRows) {
		return e, 0, problem.List{problem.New("export.too_many", "/format", "count", total, "max", e.format.MaxRows)}
	}
	e.lister = a.lister(c, p)
	return e, total, nil
}

// exported are the columns of a file: those named, or all that people choose from and the person may read. Sensitive personal fields leave
// only with whoever has a grant for that (PIPL 28).
func (a *API) exported(p place, names string) (out []Column, problems problem.List) {
	granted := p.app.Policy().Granted(p.who, "export")
	all := slices.DeleteFunc(a.columns(p), func(col Column) bool {
		f, ok := p.form.Field(col.Field)
		return ok && f.Personal != nil && f.Personal.Kind == "sensitive" && !granted
	})
	if names == "" {
		return slices.DeleteFunc(all, func(col Column) bool { return col.Same != "" || col.Type == "hidden" }), nil
	}
	for _, name := range strings.Split(names, ",") {
		i := slices.IndexFunc(all, func(col Column) bool { return col.Field == name })
		if i < 0 {
			problems.Add("export.column_unknown", "/columns", "column", name)
			continue
		}
		if !slices.ContainsFunc(out, func(col Column) bool { return col.Field == name }) {
			out = append(out, all[i])
		}
	}
	return out, problems
}

// write writes the file page by page, as fast as it is taken.
func (e export) write(ctx context.Context, to io.Writer) error {
	p := e.lister.place
	header := make([]string, len(e.columns))
	for i, col := range e.columns {
		header[i] = col.Title
	}
	w, err := e.format.Open(to, e.title, header)
	if err != nil {
		return err
	}
	q, row := e.query, make([]sheet.Cell, len(e.columns))
	q.Limit = exportPage
	err = e.lists.Each(ctx, p.app, p.form, p.who, q, func(r *engine.Record) error {
		item := e.lister.item(r)
		for i, col := range e.columns {
			row[i] = e.cell(item, col)
		}
		return w.Row(row)
	})
	if err != nil {
		return err
	}
	return w.Close()
}

// cell is what stands in one column of a record.
func (e export) cell(item ListItem, col Column) sheet.Cell {
	if name, ok := strings.CutPrefix(col.Field, "record."); ok {
		return sheet.Cell{Text: e.system(item, name)}
	}
	c := item.Cells[col.Field]
	out := sheet.Cell{Text: c.Text}
	if e.lister.level(col.Field) > access.Masked {
		out.Number = number(c.Value)
	}
	return out
}

// system is the text of what every record has.
func (e export) system(item ListItem, name string) string {
	moment := func(t time.Time) string { return t.In(e.lister.place.app.Zone()).Format("2006-01-02 15:04") }
	switch name {
	case "no":
		return item.No
	case "title":
		return item.Title
	case "channel":
		return item.CameBy
	case "createdAt":
		return moment(item.CreatedAt)
	case "updatedAt":
		return moment(item.UpdatedAt)
	case "status":
		if item.Status != nil {
			return item.Status.Title
		}
	case "due":
		if item.Due != nil {
			return moment(*item.Due)
		}
	case "owner":
		if item.Owner != nil {
			return item.Owner.Name
		}
	case "submitter":
		if item.Submitter != nil {
			return item.Submitter.Name
		}
	}
	return ""
}

// number is a value that is nothing but a number, nil for any other.
func number(v any) *float64 {
	switch n := v.(type) {
	case float64:
		return &n
	case int64:
		f := float64(n)
		return &f
	case json.Number:
		if f, err := n.Float64(); err == nil {
			return &f
		}
	}
	return nil
}
