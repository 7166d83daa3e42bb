// Comfort only; the page works without. A click on a cell shows its record without moving the page, j and k walk
// through the matrix, and each citation gets a button that copies it.
(function () {
    'use strict';
    var root = document.documentElement;
    var panel = document.querySelector('.records');
    var cells = Array.prototype.slice.call(document.querySelectorAll('a.cell'));
    if (!panel) return;
    root.classList.add('js');

    function mark(selector, on) {
        document.querySelectorAll(selector + '.on').forEach(function (element) { element.classList.remove('on'); });
        on.forEach(function (element) { element.classList.add('on'); });
    }

    function show(id) {
        var record = id && document.getElementById(id);
        if (!record || !record.classList.contains('record')) return false;
        mark('.record', [record]);
        panel.classList.add('chosen');
        panel.scrollTop = 0;
        mark('a.cell', cells.filter(function (cell) { return cell.hash === '#' + id; }));
        mark('.body mark', Array.prototype.filter.call(document.querySelectorAll('mark[data-cells]'), function (words) {
            return words.dataset.cells.split(' ').indexOf(id) >= 0;
        }));
        return true;
    }

    function choose(cell) {
        var id = cell.hash.slice(1);
        if (!show(id)) return;
        try { history.replaceState(null, '', '#' + id); } catch (error) { /* a page opened from a file may not */ }
        var box = panel.getBoundingClientRect();
        if (box.top > window.innerHeight - 80 || box.bottom < 80) panel.scrollIntoView();
    }

    cells.forEach(function (cell) {
        cell.addEventListener('click', function (event) {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            choose(cell);
        });
    });

    document.addEventListener('keydown', function (event) {
        if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
        var step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
        var seen = cells.filter(function (cell) { return cell.offsetParent; });
        if (!step || !seen.length) return;
        var at = seen.findIndex(function (cell) { return cell.classList.contains('on'); });
        var next = seen[Math.min(Math.max(at + step, 0), seen.length - 1)];
        next.focus();
        choose(next);
    });

    if (navigator.clipboard) {
        document.querySelectorAll('.citation').forEach(function (line) {
            var button = document.createElement('button');
            button.textContent = 'copy';
            button.addEventListener('click', function () {
                navigator.clipboard.writeText(line.textContent).then(function () { button.textContent = 'copied'; });
            });
            line.after(button);
        });
    }

    window.addEventListener('hashchange', function () { show(location.hash.slice(1)); });
    if (!show(location.hash.slice(1)) && cells.length) {
        var split = document.querySelector('tr.split a.cell');
        show((split || cells[0]).hash.slice(1));
    }
})();
