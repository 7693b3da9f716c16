namespace LabPortal.Data.Views;

/// <summary>Why a view was not changed.</summary>
public enum ViewRefusal { Unknown, NotYours, NameTaken, BadName, TooLong }
