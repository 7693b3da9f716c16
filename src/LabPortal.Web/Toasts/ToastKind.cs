namespace LabPortal.Web.Toasts;

public enum ToastKind
{
    Note,
    Good,
    Bad,
}
